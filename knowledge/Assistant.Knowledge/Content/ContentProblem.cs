namespace Assistant.Knowledge.Content;

/// <summary>What is wrong with the content, where: file relative to the content folder, 1-based line, and the reason in words.</summary>
public sealed record ContentProblem(string File, int Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
