/** The documents of the forge. */
import {ada, grace, linus} from './forge-walk.js';

export const checklistText = `---
release: forge
decision: [release manager]
---
# Forge

## Gate one

- [ ] The first thing

  \`\`\`bash check
  true
  \`\`\`

- [ ] The second thing

**Signed by**: release manager

## Gate two

- [ ] The third thing

**Signed by**: director

## Gate three

- [ ] The fourth thing

**Signed by**: director
`;

export const honestSigners = `project: forge
version: 3
people:
  ada@example.com: {name: Ada, keys: [{ssh: ${ada.key}}]}
  grace@example.com: {name: Grace, keys: [{ssh: ${grace.key}, valid: {from: 2026-01-01, to: 2027-12-31}}]}
  linus@example.com: {name: Linus, keys: [{ssh: ${linus.key}}]}
roles:
  release manager: [ada@example.com]
  director: [grace@example.com, linus@example.com]
`;

