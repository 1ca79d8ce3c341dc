/** Checklists that the tests walk. */
const fence = '```';

export const release = `# Release parser v1.0.0

## Hard contracts

Nothing ships without these.

- [ ] Dry-run passed on all targets
- [ ] The changelog was read
- [ ] The licence is there
- [ ] Nice to have (optional)

## SIP guarantees

Before stage 06 or the smoke test:

- [ ] chan_sip is built

  ${fence}bash check
  test -e chan_sip
  ${fence}

- [ ] SIP CLI responds

  ${fence}bash check
  asterisk -rx "sip show peers"
  ${fence}

- [ ] Deploy

  ${fence}bash
  ./deploy.sh --to <environment>
  ${fence}

- [ ] Restart

  ${fence}bash
  systemctl restart parser
  ${fence}

  Expected: active (running)

- [ ] Publish

  ${fence}bash
  git push origin main
  ${fence}

**Signed by**: director

## Wrap-up

**Ticket number**: ______

**Approved by**: ______

## Post-release

- [ ] Announce it
`;

export const failing = {
	'SIP CLI responds': {
		ok: false, exit: 1, why: 'The statement in line 25 failed.', tail: 'Name/username    Host\n\u{1B}[32m2 sip peers\u{1B}[0m online\n', size: 40, statements: [{
			line: 25, text: 'asterisk -rx "sip show peers"', status: 1, ms: 300, verdict: 'failed' as const,
		}],
	},
	Restart: {tail: Array.from({length: 10}, (_, line) => `started ${line}\n`).join('')},
};
