// Fetches once, before the files that would do so side by side.
import { fetchPythonTools } from '../emulators/ministack.ts';

export default function setup(): void {
  fetchPythonTools();
}
