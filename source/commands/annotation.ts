/** A line that GitHub shows at its place in a file. */
export function annotation(level: 'error' | 'warning', properties: Readonly<Record<string, string | number>>, message: string): string {
	return `::${level} ${Object.entries(properties).map(([name, value]) => `${name}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`).join(',')}::${escapeData(message)}`;
}

/** What a workflow command would take for its own signs. */
function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
