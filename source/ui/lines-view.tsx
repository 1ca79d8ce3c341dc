/** Draws lines; everything about what stands where was decided before. */
import type {ReactNode} from 'react';
import {Text, type TextProps} from 'ink';
import type {Line, Tone} from './lines.js';
import {shown, type Signs} from './signs.js';

const looks: Readonly<Record<Tone, Omit<TextProps, 'children'>>> = {
	plain: {},
	strong: {bold: true},
	quiet: {dimColor: true},
	good: {color: 'green'},
	bad: {color: 'red'},
	warn: {color: 'yellow'},
	current: {color: 'cyan'},
	mark: {inverse: true},
};

export function Lines({lines, signs}: {readonly lines: readonly Line[]; readonly signs: Signs}): ReactNode {
	return lines.map((line, row) => (
		// Lines have no identity but their row.
		<Text key={row} wrap='truncate'>
			{line.every(({text}) => text === '')
				? ' '
				: line.map(({text, tone = 'plain'}, place) => <Text key={place} {...looks[tone]}>{shown(text, signs)}</Text>)}
		</Text>
	));
}
