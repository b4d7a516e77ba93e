/** Where libass lies: scripts/libass.ts. */
interface ImportMetaEnv {
  readonly LIBASS: string
}
