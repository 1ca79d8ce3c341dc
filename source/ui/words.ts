/** How times, durations, sizes and commits are said. */
/** Made when it is needed: it costs 10 ms. */
let moment: Intl.DateTimeFormat | undefined;

/** `2026-11-20 14:02`, in the person's own time zone. */
export function sayMoment(at: string): string {
	const date = new Date(at);
	moment ??= new Intl.DateTimeFormat('sv-SE', {dateStyle: 'short', timeStyle: 'short'});
	return Number.isNaN(date.getTime()) ? at : moment.format(date);
}

/** `0.4 s`, `2 min 03 s`, `1 h 05 min`. */
export function sayDuration(milliseconds: number): string {
	const seconds = Math.max(0, milliseconds) / 1000;
	if (seconds < 59.95) {
		return `${seconds.toFixed(1)} s`;
	}

	const whole = Math.round(seconds);
	const both = (large: number, largeUnit: string, small: number, smallUnit: string) => small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${String(small).padStart(2, '0')} ${smallUnit}`;
	return whole < 3600
		? both(Math.trunc(whole / 60), 'min', whole % 60, 's')
		: both(Math.trunc(whole / 3600), 'h', Math.trunc(whole % 3600 / 60), 'min');
}

/** `00:14:22`. */
export function sayClock(milliseconds: number): string {
	const seconds = Math.max(0, Math.trunc(milliseconds / 1000));
	return [seconds / 3600, seconds % 3600 / 60, seconds % 60].map(part => String(Math.trunc(part)).padStart(2, '0')).join(':');
}

export function saySize(bytes: number): string {
	const units = ['B', 'KiB', 'MiB', 'GiB'];
	let size = bytes;
	let unit = 0;
	while (size >= 1024 && unit < units.length - 1) {
		size /= 1024;
		unit += 1;
	}

	return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

export function sayCommit(commit: string): string {
	return commit.slice(0, 7);
}

export function sayCount(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
