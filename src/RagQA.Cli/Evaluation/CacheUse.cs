namespace RagQA.Cli.Evaluation;

/// <summary>Which saved results of earlier runs count.</summary>
internal enum CacheUse
{
    /// <summary>Those of the same build of the program: figures are of this code.</summary>
    SameBuild,

    /// <summary>Those of any build with the same models: for work on what comes after reading.</summary>
    AnyBuild,
}
