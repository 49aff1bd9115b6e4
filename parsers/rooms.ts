import { apache } from './apache/index.ts';
import { isMiss, type LineParser, type LogFormatRoom, type Preset } from './contract.ts';
import { json } from './json/index.ts';
import { lighttpd } from './lighttpd/index.ts';
import { ltsv } from './ltsv/index.ts';
import { nginx } from './nginx/index.ts';
import { uwsgi } from './uwsgi/index.ts';

/**
 * The rooms of access logs. Where nothing tells two formats apart the earlier one is taken: a combined log
 * without any evidence is Apache's.
 */
export const rooms: readonly LogFormatRoom[] = [apache, lighttpd, nginx, uwsgi, json, ltsv];

/** A preset ready to use. */
export interface CompiledPreset {
  readonly room: LogFormatRoom;
  readonly preset: Preset;
  readonly parser: LineParser;
}

/** Every preset of every room, in order of preference. */
export function compilePresets(): readonly CompiledPreset[] {
  return rooms.flatMap((room) => room.presets.map((preset) => compilePreset(room, preset)));
}

/** Presets are the rooms' own: one that does not compile is a mistake in the room. */
export function compilePreset(room: LogFormatRoom, preset: Preset): CompiledPreset {
  const parser = room.compile(preset.format);
  if (isMiss(parser)) throw new Error(`preset ${preset.name}: ${parser.reason}`);
  return { room, preset, parser };
}
