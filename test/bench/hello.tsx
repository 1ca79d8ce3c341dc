/** The least that Ink can show, with the screen options of the walk. */
import {render, Text} from 'ink';

render(<Text>Hello, world</Text>, {
	alternateScreen: true, incrementalRendering: true, exitOnCtrlC: false, patchConsole: false,
});
