// The part of jstat that a test holds our own against, the inverse of the regularised incomplete beta function; it ships no types.
declare module 'jstat' {
  const jStat: { ibetainv(p: number, a: number, b: number): number };
  export default jStat;
}
