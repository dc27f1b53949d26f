/** All tools that programs of an image can be; those that few scripts use may come later. */
import { commonTools } from './common.ts';
import { lesserTool } from './lesser.ts';
import { toolNames } from './names.ts';
import { netTools } from './net.ts';
import { ping } from './ping.ts';
import type { Tool } from './support.ts';

const tools: Readonly<Record<string, Tool>> = { ...commonTools, ...netTools, ping };

export const findTool = (name: string): Tool | undefined =>
  Object.hasOwn(tools, name) ? tools[name] : toolNames.includes(name) ? lesserTool(name) : undefined;
