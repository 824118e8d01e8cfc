namespace RagQA.Index;

/// <summary>
/// A FAISS index on disk. Payload: FAISS' own bytes, then ids (int64 each), then dimension, count (int32 each) and the number of
/// FAISS' bytes (int64). The native reader starts at byte 0 and stops where its part ends.
/// </summary>
internal static class FaissIndexFile
{
    private const int EndBytes = 4 + 4 + 8;

    private static ReadOnlySpan<byte> Magic => "RQFAISS2"u8;

    public static void Write(string path, int dimension, PassageIds ids, Action<string> writeNative) =>
        SealedFile.Write(path, Magic, temporary =>
        {
            writeNative(temporary);
            using var writer = new BinaryWriter(new FileStream(temporary, FileMode.Append, FileAccess.Write));
            var nativeBytes = writer.BaseStream.Length;
            ids.Write(writer);
            writer.Write(dimension);
            writer.Write(ids.Count);
            writer.Write(nativeBytes);
        });

    public static (int Dimension, PassageIds Ids) Read(string path) => SealedFile.Read(path, Magic, Read);

    private static (int Dimension, PassageIds Ids) Read(BinaryReader reader, long payloadBytes)
    {
        if (payloadBytes < EndBytes)
        {
            throw new IndexFileException(IndexFileFault.WrongSize, "The index file is truncated.");
        }

        reader.BaseStream.Position = payloadBytes - EndBytes;
        var dimension = reader.ReadInt32();
        var count = reader.ReadInt32();
        var nativeBytes = reader.ReadInt64();
        if (dimension <= 0 || count < 0 || nativeBytes <= 0 || nativeBytes + (8L * count) + EndBytes != payloadBytes)
        {
            throw new IndexFileException(IndexFileFault.Inconsistent, "The index file has not the size that its counts ask for.");
        }

        reader.BaseStream.Position = nativeBytes;
        var ids = new long[count];
        for (var row = 0; row < count; row++)
        {
            ids[row] = reader.ReadInt64();
        }

        reader.BaseStream.Position = payloadBytes;
        return (dimension, PassageIds.Of(ids));
    }
}
