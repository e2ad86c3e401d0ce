/** My microphone, camera and loudspeaker: which I chose, and whether the browser lets me have them. */

export type Kind = "audioinput" | "videoinput" | "audiooutput";

const NAME = "video:devices";
export const SIZE = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 15, max: 20 } };

export function chosen(): Partial<Record<Kind, string>> {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}") as Partial<Record<Kind, string>>;
  } catch {
    return {};
  }
}

export function choose(kind: Kind, id: string): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...chosen(), [kind]: id }));
  } catch {
    // a browser that keeps nothing asks again next time
  }
}

export async function listed(): Promise<MediaDeviceInfo[]> {
  return (await navigator.mediaDevices?.enumerateDevices()) ?? [];
}

export const microphone = (): Promise<MediaStreamTrack> =>
  track({
    audio: {
      ...wanted("audioinput"),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });

export const camera = (): Promise<MediaStreamTrack> => track({ video: { ...wanted("videoinput"), ...SIZE } });

export async function screen(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 5, max: 8 } },
    audio: false,
  });
  const [shared] = stream.getVideoTracks();
  if (!shared) throw new DOMException("", "NotFoundError");
  shared.contentHint = "detail";
  return shared;
}

function wanted(kind: Kind): MediaTrackConstraints {
  const id = chosen()[kind];
  return id ? { deviceId: { ideal: id } } : {};
}

async function track(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
  const [first] = (await navigator.mediaDevices.getUserMedia(constraints)).getTracks();
  if (!first) throw new DOMException("", "NotFoundError");
  return first;
}
