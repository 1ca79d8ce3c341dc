/** What is walked: every kind of step whose traces a kill could tear apart. */

/** Actions write here, outside of the repository, each time that they begin and end. */
export const traceName = 'CRASH_TRACE';

const action = (name: string, seconds: string) => `echo "begin ${name}" >> "$${traceName}"; sleep ${seconds}; echo "end ${name}" >> "$${traceName}"; echo "${name} done"`;

/** Titles, and how they are called in the trace. */
export const actions: ReadonlyMap<string, string> = new Map([
	['The build is made', 'compile'], ['It soaks beside the walk', 'soak'], ['It is announced', 'announce'],
]);

export const document = `---
release: example
inputs:
  version: {ask: Version to release, match: '\\d+\\.\\d+\\.\\d+'}
---

# Release {{version}}

## Build

- [ ] The changelog is complete
- [ ] The build is made

  \`\`\`bash
  ${action('compile', '0.05')}
  \`\`\`

- [ ] The tests pass

  \`\`\`bash check
  echo "tested $version"
  \`\`\`

- [ ] It soaks beside the walk

  \`\`\`bash background
  ${action('soak', '0.3')}
  \`\`\`

**Ticket**: ______

**Signed by**: release manager

## Look

- [ ] The pictures are right
- [ ] The texts are right
- [ ] The prices are right
- [ ] The date is right
- [ ] It is announced

  \`\`\`bash
  ${action('announce', '0.02')}
  \`\`\`

- [ ] Nobody objects

**Signed by**: release manager
`;
