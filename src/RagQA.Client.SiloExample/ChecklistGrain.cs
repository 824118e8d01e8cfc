namespace RagQA.Client.SiloExample;

/// <summary>Gets the client as any other service.</summary>
internal sealed class ChecklistGrain(IRagQAClient ragqa) : Grain, IChecklistGrain
{
    public Task<string[]> Fill(string[] questions) => Task.WhenAll(Array.ConvertAll(questions, async question =>
    {
        var answer = await ragqa.AskAsync(this.GetPrimaryKeyString(), question);
        return answer.Status == AnswerStatus.Answered
            ? $"{question} \"{answer.Answers[0].Text}\" [{answer.Answers[0].Citations[0].Title}]"
            : $"{question} {answer.Status}";
    }));
}
