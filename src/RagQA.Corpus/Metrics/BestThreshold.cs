namespace RagQA.Corpus;

/// <summary>The best mean score that any threshold on "no answer" would reach, as the SQuAD 2.0 script's <c>best_exact</c> and <c>best_f1</c>.</summary>
/// <param name="Score">Mean score at the threshold, in the unit of the scores that were given.</param>
/// <param name="Threshold">Largest no-answer score at which a question is still answered; 0 where answering nothing is best.</param>
public readonly record struct BestThreshold(double Score, double Threshold)
{
    /// <summary>
    /// Goes through the questions from the least to the greatest no-answer score, as the script's <c>find_best_thresh</c>:
    /// answering a question gains its score, or loses 1 where it has no answer and one was predicted.
    /// </summary>
    /// <param name="questions">No-answer score, whether there is an answer, whether the prediction is not empty, and the score 0–1 of the prediction.</param>
    public static BestThreshold Find(IReadOnlyCollection<(double NoAnswer, bool HasAnswer, bool Predicted, double Score)> questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        if (questions.Count == 0)
        {
            return new BestThreshold(0, 0);
        }

        double current = questions.Count(q => !q.HasAnswer);
        BestThreshold best = new(current, 0);
        foreach ((double noAnswer, bool hasAnswer, bool predicted, double score) in questions.OrderBy(q => q.NoAnswer))
        {
            current += hasAnswer ? score : predicted ? -1 : 0;
            best = current > best.Score ? new BestThreshold(current, noAnswer) : best;
        }

        return best with { Score = best.Score / questions.Count };
    }
}
