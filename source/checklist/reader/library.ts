/** The library that everything is measured by. */
import type {Root} from 'mdast';
import {type CompileContext, type Extension, fromMarkdown} from 'mdast-util-from-markdown';
import {frontmatterFromMarkdown} from 'mdast-util-frontmatter';
import {gfmFromMarkdown} from 'mdast-util-gfm';
import {frontmatter} from 'micromark-extension-frontmatter';
import {gfm} from 'micromark-extension-gfm';

/** Behind an empty item the parser takes a box for a task's that stands in no item, and then marks whatever is around it. */
const markTask = ({stack}: CompileContext, checked: boolean): void => {
	const item = stack.at(-2);
	if (item?.type === 'listItem') {
		item.checked = checked;
	}
};

const tasks: Extension = {
	exit: {
		taskListCheckValueChecked() {
			markTask(this, true);
		},
		taskListCheckValueUnchecked() {
			markTask(this, false);
		},
	},
};

const options = {extensions: [gfm()], mdastExtensions: [gfmFromMarkdown(), tasks]};

/** Reads Markdown as CommonMark and GitHub have it. */
export const askLibrary = (text: string): Root => fromMarkdown(text, options);

/** Reads the front matter that a text consists of. */
export const askForFrontMatter = (text: string): Root => fromMarkdown(text, {extensions: [frontmatter()], mdastExtensions: [frontmatterFromMarkdown()]});
