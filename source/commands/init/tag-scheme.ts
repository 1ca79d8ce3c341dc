/** How the project names its tags, from those that it has. */
export type TagScheme = {
	/** With `{{version}}` in it. */
	readonly tag: string;
	/** What a version looks like. */
	readonly match: string;
	/** The newest tag of this kind; undefined: there is none yet. */
	readonly last: string | undefined;
};

const versioned = /^(?<prefix>(?:[\w+\-.\/@]*[+\-\/@A-Z_a-z])?)(?<core>\d{1,8}(?:\.\d{1,8}){1,3})(?<rest>-[\-.0-9A-Za-z]+)?$/v;

const first: TagScheme = {tag: 'v{{version}}', match: String.raw`\d+\.\d+\.\d+`, last: undefined};

/** `tags`: the newest first. The scheme is that of the newest one that is no release candidate, if there is any. */
export const readTagScheme = (tags: readonly string[]): TagScheme => {
	const read = tags.flatMap(tag => {
		const {prefix, core, rest} = versioned.exec(tag)?.groups ?? {};
		return prefix === undefined || core === undefined
			? []
			: [{
				tag, prefix, core, rest,
			}];
	});
	const newest = read.find(({rest}) => rest === undefined) ?? read[0];
	if (!newest) {
		return first;
	}

	const candidates = read.some(({prefix, rest}) => prefix === newest.prefix && rest !== undefined);
	return {
		tag: `${newest.prefix}{{version}}`,
		match: newest.core.split('.').map(() => String.raw`\d+`).join(String.raw`\.`) + (candidates ? String.raw`(?:-[\-.0-9A-Za-z]+)?` : ''),
		last: newest.tag,
	};
};
