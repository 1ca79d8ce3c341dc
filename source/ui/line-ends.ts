/**
Where lines end while a screen of ours is shown: at the edge. Terminals disagree about how wide some characters are (flags,
skin tones); one that takes a line for too long cuts it off instead of breaking it, which would push down all that is below.
*/
import process from 'node:process';

export const cutLines = '\u{1B}[?7l';
export const breakLines = '\u{1B}[?7h';

/** Before the first frame, which begins where the cursor stands now. What it returns leaves the terminal as it was; so does every end of the process but a kill. */
export function enterScreen(): () => void {
	const leave = () => {
		process.off('exit', leave);
		process.stdout.write(breakLines);
	};

	process.stdout.write(`\r${cutLines}`);
	process.on('exit', leave);
	return leave;
}
