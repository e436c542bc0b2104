// What every page needs that has nothing else to do: the age of its figures, and the banner once they are stale.
import { keepAge } from './age.ts';

keepAge();
