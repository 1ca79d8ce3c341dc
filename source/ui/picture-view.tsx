/** One frame on the terminal. */
import type {ReactNode} from 'react';
import {Box, Text, useCursor} from 'ink';
import {Choices} from './choices.js';
import {Lines} from './lines-view.js';
import type {Outcome, Picture} from './picture.js';
import {shown, type Signs} from './signs.js';

type Props = {
	readonly picture: Picture;
	readonly columns: number;
	readonly rows: number;
	readonly signs: Signs;
	readonly isActive: boolean;
	readonly onChoose: (outcome: Outcome) => void;
};

export function PictureView({picture, columns, rows, signs, isActive, onChoose}: Props): ReactNode {
	const {top, side, sideWidth, body, asking, shownChoices, foot} = picture;
	const left = side ? sideWidth + 3 : 0;
	// The key that chooses has been seen by nobody else yet: what it opens must not take it for its own.
	const chooseLater = (outcome: Outcome) => {
		queueMicrotask(() => {
			onChoose(outcome);
		});
	};

	const {setCursorPosition} = useCursor();
	setCursorPosition(isActive && asking.caret ? {x: left + asking.caret.column, y: top.length + body.length + asking.caret.row} : undefined);
	return (
		<Box flexDirection='column' width={columns} height={rows} overflow='hidden'>
			<Lines lines={top} signs={signs}/>
			<Box>
				{side && (
					<>
						<Box flexDirection='column' flexShrink={0} width={sideWidth}><Lines lines={side} signs={signs}/></Box>
						<Box flexDirection='column' flexShrink={0} width={3}>
							<Text dimColor>{side.map(() => ` ${shown(signs.rule, signs)} `).join('\n')}</Text>
						</Box>
					</>
				)}
				<Box flexDirection='column' flexShrink={0} width={columns - left}>
					<Lines lines={body} signs={signs}/>
					<Lines lines={asking.lines} signs={signs}/>
					{asking.choices.length > 0 && (
						<Choices key={asking.about} choices={asking.choices} limit={shownChoices} width={columns - left} signs={signs} isActive={isActive} onChoose={chooseLater}/>
					)}
				</Box>
			</Box>
			<Lines lines={[foot]} signs={signs}/>
		</Box>
	);
}
