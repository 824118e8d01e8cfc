using CsCheck;

namespace RagQA.Tests.Index;

/// <summary>Small texts from few words, so that terms repeat and scores tie.</summary>
internal static class Vocabulary
{
    private static readonly string[] Words = ["warfarin", "heparin", "dose", "sepsis", "lactate", "0.5", "beta", "renal", "fever", "child"];

    public static readonly Gen<string> Text =
        Gen.Int[0, Words.Length - 1].Array[0, 14].Select(chosen => string.Join(' ', chosen.Select(i => Words[i])));
}
