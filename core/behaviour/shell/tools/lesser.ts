/** The door to the tools that few scripts use: a bundle may load what is behind it when one of them is called. */
import { lesserTools } from './more.ts';
import type { Tool } from './support.ts';

export const lesserTool = (name: string): Tool | undefined => lesserTools[name];
