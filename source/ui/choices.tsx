/** The choices of a question. */
import type {ReactNode} from 'react';
import {Text} from 'ink';
import SelectInput from 'ink-select-input';
import {fit} from './columns.js';
import type {Choice, Outcome} from './picture.js';
import {shown, type Signs} from './signs.js';

type Props = {
	readonly choices: readonly Choice[];
	/** How many are shown at once. */
	readonly limit: number;
	readonly width: number;
	readonly signs: Signs;
	readonly isActive: boolean;
	readonly onChoose: (outcome: Outcome) => void;
};

export function Choices({choices, limit, width, signs, isActive, onChoose}: Props): ReactNode {
	const items = choices.map(({key, label, hint, value}) => ({
		key, label: shown(fit(hint === '' ? label : `${label}  (${hint})`, Math.max(1, width - 4)), signs), value,
	}));
	return (
		<SelectInput
			items={items}
			limit={limit < items.length ? limit : undefined}
			isFocused={isActive}
			indicatorComponent={signs.plain ? PlainPointer : Pointer}
			itemComponent={Label}
			onSelect={item => {
				onChoose(item.value);
			}}
		/>
	);
}

function Pointer({isSelected = false}: {readonly isSelected?: boolean}): ReactNode {
	return <Text color='cyan'>{isSelected ? ' ❯ ' : ' '.repeat(3)}</Text>;
}

function PlainPointer({isSelected = false}: {readonly isSelected?: boolean}): ReactNode {
	return <Text>{isSelected ? ' > ' : ' '.repeat(3)}</Text>;
}

function Label({isSelected = false, label}: {readonly isSelected?: boolean; readonly label: string}): ReactNode {
	return <Text bold={isSelected} wrap='truncate'>{label}</Text>;
}
