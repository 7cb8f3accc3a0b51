namespace Assistant.Channels.DirectLine.Uploads;

/// <summary>
/// A file a citizen handed in, on disk under a name of ours: <see cref="Path"/>, below the upload folder. <see cref="ShownName"/> is only
/// ever shown.
/// </summary>
internal sealed record StoredFile(string Path, string ContentType, string ShownName, long Bytes);
