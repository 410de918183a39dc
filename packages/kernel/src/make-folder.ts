// Makes a folder with all above it that are missing, one by one: Node's own `recursive` asks /proc and its like again without end.

/** Of `node:fs/promises` and `node:path`. */
export interface FolderPorts {
  mkdir(path: string, options: { readonly mode: number }): Promise<unknown>
  stat(path: string): Promise<{ isDirectory(): boolean }>
  dirname(path: string): string
}

/** For its owner alone, as far as it is new; throws the system's error. */
export async function makeFolder(folder: string, ports: FolderPorts): Promise<void> {
  if (await isFolder(folder, ports)) return
  const above = ports.dirname(folder)
  if (above !== folder) await makeFolder(above, ports)
  await ports.mkdir(folder, { mode: 0o700 }).catch(async (error: unknown) => {
    // Another process may have been faster.
    if (!(await isFolder(folder, ports))) throw error
  })
}

const isFolder = (path: string, { stat }: FolderPorts): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  )
