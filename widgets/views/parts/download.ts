/** Gives bytes to the user as a file. */
export function downloadFile(content: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = fileName;
  link.click();
  // The download has its own reference by the next turn of the event loop; the delay is for slow disks.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A canvas as PNG. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const failed = () =>
      new Error(`The browser could not make a PNG of ${canvas.width} × ${canvas.height} px.`);
    canvas.toBlob((blob) => (blob === null ? reject(failed()) : resolve(blob)), "image/png");
  });
}
