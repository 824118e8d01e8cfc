using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace RagQA.Index;

/// <summary>Hash of all that a partition holds of a passage, so that it can be compared with what the store holds.</summary>
internal static class PassageFingerprint
{
    public static UInt128 Of(PartitionDocument document, ReadOnlySpan<float> vector, int terms)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in Facts(document))
        {
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(fact ?? "\0")));
        }

        hash.AppendData(BitConverter.GetBytes(terms));
        hash.AppendData(MemoryMarshal.AsBytes(vector));
        return MemoryMarshal.Read<UInt128>(hash.GetHashAndReset());
    }

    // The numbers of labels and authors keep the two lists apart.
    private static string?[] Facts(PartitionDocument document) =>
    [
        document.Id, document.Subject, document.DocumentType, document.Date?.ToString("O"), document.Source, document.StudyType, document.Language,
        string.Create(CultureInfo.InvariantCulture, $"{document.TrustTier} {document.Retracted} {document.Superseded} {document.AccessLabels.Length} {document.Authors.Length}"),
        .. document.AccessLabels, .. document.Authors,
    ];
}
