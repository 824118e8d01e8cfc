using System.ComponentModel.DataAnnotations;

namespace RagQA.Inference;

/// <summary>Which models to run and with what.</summary>
public sealed class InferenceOptions
{
    /// <summary>Directory that holds one folder per model. Default <c>models</c>, below the working directory.</summary>
    [Required]
    public string ModelsDirectory { get; set; } = "models";

    /// <summary>Folder of the encoder, below <see cref="ModelsDirectory"/>.</summary>
    [Required]
    public string EncoderFolder { get; set; } = "encoder-minilm6-int8";

    /// <summary>Folder of the reader, below <see cref="ModelsDirectory"/>.</summary>
    [Required]
    public string ReaderFolder { get; set; } = "reader-minilm6-int8";

    /// <summary>Inference threads; each runs one sequence at a time on one core. Default: the number of cores.</summary>
    [Range(1, 1024)]
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Work items of one priority that may wait before more are refused as busy. Default 1024.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; set; } = 1024;

    /// <summary>Most tokens of a question, special tokens not counted; the rest is cut off. Default 64.</summary>
    [Range(1, 256)]
    public int MaxQuestionTokens { get; set; } = 64;

    /// <summary>Answer spans that the reader returns for a passage. Default 5.</summary>
    [Range(1, 100)]
    public int SpansPerPassage { get; set; } = 5;
}
