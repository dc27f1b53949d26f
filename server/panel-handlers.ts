/** Requests of our own client for the panel: models, places, edits. */
import type { Session } from './session.ts';

export function registerPanelHandlers(session: Session): void {
  void session;
}
