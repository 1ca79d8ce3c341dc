/** A gate with a step for a person, one for a machine and one with effects. */
export const threeSteps = (commands: {readonly check: string; readonly action: string}): string => `---
inputs:
  version: {ask: Version}
---

# Release

## First

- [ ] A person says so
- [ ] A machine says so

  \`\`\`bash check
  ${commands.check}
  \`\`\`

- [ ] Somebody does it

  \`\`\`bash
  ${commands.action}
  \`\`\`

**Signed by**: release manager
`;
