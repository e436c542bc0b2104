// The part of jstat that is used, the inverse of the regularised incomplete beta function; the package ships no types.
declare module 'jstat' {
  const jStat: { ibetainv(p: number, a: number, b: number): number };
  export default jStat;
}
