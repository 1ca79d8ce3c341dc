import {existsSync, readdirSync} from 'node:fs';

/** Collected checklists of other projects are not ours to copy, so they lie beside the repository or nowhere. */
const corpus = new URL('../../../shared/corpus/', import.meta.url);

const seeds = new URL('../seeds/', import.meta.url);

const documentsIn = (folder: URL): string[] => existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.md')) : [];

export const seedNames = documentsIn(seeds);

export const corpusNames = documentsIn(corpus);

/** Where a document lies, if it is there. */
export const fileOf = (name: string): URL => new URL(name, seedNames.includes(name) ? seeds : corpus);
