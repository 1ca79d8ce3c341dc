/** A terminal's cells as an SVG: text in a monospaced font, each run of one style at its column. */
import type {Cell} from '../e2e/terminal.js';

const cellWidth = 8.4;
const lineHeight = 18;
const margin = 16;

const palette = ['#45475a', '#f38ba8', '#a6e3a1', '#f9e2af', '#89b4fa', '#f5c2e7', '#94e2d5', '#bac2de', '#7f849c', '#f38ba8', '#a6e3a1', '#f9e2af', '#89b4fa', '#f5c2e7', '#94e2d5', '#cdd6f4'];
const foreground = '#cdd6f4';
const background = '#1e1e2e';

type Run = Pick<Cell, 'colour' | 'bold' | 'dim' | 'inverse'> & {readonly from: number; text: string; cells: number};

export function drawPicture(cells: readonly Cell[][]): string {
	const columns = cells[0]?.length ?? 0;
	const width = (columns * cellWidth) + (2 * margin);
	const height = (cells.length * lineHeight) + (2 * margin);
	const lines = cells.flatMap((line, row) => runsOf(line).map(run => drawRun(run, row)));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
		`<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
		...lines,
		'</svg>',
		'',
	].join('\n');
}

function runsOf(line: readonly Cell[]): Run[] {
	const runs: Run[] = [];
	for (const [column, cell] of line.entries()) {
		const last = runs.at(-1);
		const {colour, bold, dim, inverse} = cell;
		if (last && last.colour === colour && last.bold === bold && last.dim === dim && last.inverse === inverse) {
			last.text += cell.width === 0 ? '' : (cell.text === '' ? ' ' : cell.text);
			last.cells += 1;
		} else {
			runs.push({
				from: column, text: cell.text === '' ? ' ' : cell.text, cells: 1, colour, bold, dim, inverse,
			});
		}
	}

	return runs.filter(({text, inverse}) => inverse || text.trim() !== '');
}

function drawRun({from, text, cells, colour, bold, dim, inverse}: Run, row: number): string {
	const own = colour === undefined ? foreground : palette[colour] ?? foreground;
	const x = round(margin + (from * cellWidth));
	const y = round(margin + ((row + 0.75) * lineHeight));
	const box = inverse ? `<rect x="${x}" y="${round(margin + (row * lineHeight))}" width="${round(cells * cellWidth)}" height="${lineHeight}" fill="${own}"/>` : '';
	const style = `${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.6"' : ''}`;
	return `${box}<text x="${x}" y="${y}" textLength="${round(cells * cellWidth)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="${inverse ? background : own}"${style}>${escapeText(text)}</text>`;
}

function round(value: number): string {
	return String(Math.round(value * 100) / 100);
}

function escapeText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
