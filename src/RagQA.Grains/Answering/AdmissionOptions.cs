using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Answering;

/// <summary>How many questions one silo takes on.</summary>
public sealed class AdmissionOptions
{
    /// <summary>Questions and searches worked on at the same time. Default: four per core, so that some search while others read.</summary>
    [Range(1, 100_000)]
    public int MaxRunning { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>
    /// Questions that wait for their turn, until their deadline; more are refused at once. Default: 32 per core, about what is answered within
    /// the usual deadline.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxWaiting { get; set; } = 32 * Environment.ProcessorCount;
}
