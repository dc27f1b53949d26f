/** A copy of kubelet-oracle that tells the random delays which it draws from a seed, so that a simulation can take the same. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Answer } from './run.ts';
import type { KubeletScenario } from './scenario.ts';

/**
 * All of the kubelet shares one generator: ids of files, tokens and the node's own status take draws too. Only those of the Pod's worker
 * move anything that can be seen, and they are told by who asks.
 */
const TELLING = `package main

import (
	"fmt"
	"math/rand"
	"runtime"
	"strings"
	"sync"
)

var drawn struct {
	sync.Mutex
	text strings.Builder
}

type telling struct{ rand.Source }

func newTelling(seed int64) telling {
	drawn.Lock()
	defer drawn.Unlock()
	drawn.text.Reset()
	drawn.text.WriteString("draws")
	return telling{rand.NewSource(seed)}
}

func (t telling) Int63() int64 {
	value := t.Source.Int63()
	var callers [8]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if strings.Contains(frame.Function, "podWorkers).completeWork") {
			drawn.Lock()
			fmt.Fprintf(&drawn.text, " %v", float64(value)/(1<<63))
			drawn.Unlock()
		}
	}
	return value
}

func draws() string {
	drawn.Lock()
	defer drawn.Unlock()
	return drawn.text.String()
}
`;

/** What becomes different in its files; a text that is not there is an error. */
const CHANGES = [
  ['node.go', 'rand.New(rand.NewSource(seed))', 'rand.New(newTelling(seed))'],
  ['main_test.go', 'Warnings: w.runtime.warnings})', 'Warnings: append(w.runtime.warnings, draws())})'],
] as const;

/** The `run.sh` of the copy; it is built at its first call, and again when the oracle has changed. */
export function oracleThatTells(folder: string): string {
  const copy = join(tmpdir(), 'podscope-kubelet-draws');
  cpSync(folder, copy, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => basename(path) !== 'build' && !CHANGES.some(([file]) => file === basename(path)),
  });
  writeIfNew(join(copy, 'draws.go'), TELLING);
  for (const [file, before, after] of CHANGES) {
    const path = join(folder, file),
      text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
    writeIfNew(join(copy, file), text.replace(before, after));
  }
  return join(copy, 'run.sh');
}

/** A file that is older than the program does not lead to another build. */
function writeIfNew(path: string, text: string): void {
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

/** The scenario with what the real kubelet drew in it, if it told. */
export function withDraws(scenario: KubeletScenario, answer: Answer): KubeletScenario {
  if (typeof scenario.jitter !== 'number') return scenario;
  const told = answer.warnings?.find((text) => text.startsWith('draws')) ?? '';
  return { ...scenario, draws: told.split(' ').slice(1).map(Number) };
}
