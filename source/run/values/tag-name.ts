import type {Checklist} from '../../checklist/model.js';

/** The tag's name by the front matter's template; undefined when there is none, or a value that it needs is not known. */
export function nameTag({settings, tagPlace}: Pick<Checklist, 'settings' | 'tagPlace'>, values: ReadonlyMap<string, string>): string | undefined {
	const template = settings.tag ?? (values.has('version') ? 'v{{version}}' : undefined);
	if (template === undefined || tagPlace.none) {
		return undefined;
	}

	const tag = template.replaceAll(/\{\{\s*(?<name>\w+)\s*\}\}/gv, (whole, name: string) => values.get(name) ?? whole);
	return tag.includes('{{') ? undefined : tag;
}
