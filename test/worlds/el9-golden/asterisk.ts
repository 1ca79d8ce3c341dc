/** A stand-in for `asterisk -rx`: what the real one prints, asked for by the words of the command. Like the real one it ends with 0 whatever it is asked. */

const unknown = (command: string): string => `No such command '${command}' (type 'core show help ${command}' for other possible commands)\n`;

const sipSettings = `

Global Settings:
----------------
  UDP Bindaddress:        0.0.0.0:5060
  TCP SIP Bindaddress:    Disabled
  Videosupport:           No
  Allow unknown access:   Yes
`;

const managerSettings = (enabled: 'Yes' | 'No'): string => `
Global Settings:
----------------
  Manager (AMI):             ${enabled}
  Web Manager (AMI/HTTP):    No
  TCP Bindaddress:           127.0.0.1:5038
  TLS Enable:                No
  Allow multiple login:      Yes
  Display connects:          Yes
`;

const chanSip = (status: string): string => `Module                         Description                              Use Count  Status      Support Level
chan_sip.so                    Session Initiation Protocol (SIP)        0          ${status.padEnd(11)} extended
1 modules loaded
`;

const sipPeers = `Name/username             Host                                    Dyn Forcerport Comedia    ACL Port     Status      Description
carrier                   192.0.2.10                                  Yes        Yes            5060     OK (12 ms)
1 sip peers [Monitored: 1 online, 0 offline Unmonitored: 0 online, 0 offline]
`;

const transports = `
Transport:  <TransportId........>  <Type>  <cos>  <tos>  <BindAddress....................>
==========================================================================================

Transport:  transport-udp             udp      0      0  0.0.0.0:5160

Objects found: 1
`;

const noTransports = 'No objects found.\n\n';

const heredoc = (text: string): string => `cat <<'END'\n${text}END`;

const asterisk = (answers: Readonly<Record<string, string>>): string => `#!/usr/bin/env bash
# A stand-in for asterisk.
case "$2" in
${Object.entries(answers).map(([command, answer]) => `"${command}") ${heredoc(answer)}\n;;`).join('\n')}
*) echo "No such command '$2'" ;;
esac
`;

const answers = {
	'sip show settings': sipSettings,
	'manager show settings': managerSettings('Yes'),
	'module show like chan_sip': chanSip('Running'),
	'sip show peers': sipPeers,
	'pjsip show transports': transports,
};

type Command = keyof typeof answers;

export const working = asterisk(answers);
export const withoutCommand = (command: Command): string => asterisk({...answers, [command]: unknown(command)});
export const withoutAmi = asterisk({...answers, 'manager show settings': managerSettings('No')});
export const withModuleNotRunning = asterisk({...answers, 'module show like chan_sip': chanSip('Not Running')});
export const withoutPjsip = asterisk({...answers, 'pjsip show transports': noTransports});
