using System.Globalization;
using System.Text;
using Assistant.Bot.Turns;

namespace Assistant.Bot.Answers;

/// <summary>A reply as plain text, for the command line and wherever mark-up is not read. The AI label is part of the text (L-08, L-09).</summary>
public static class PlainAnswer
{
    /// <summary>The AI label, the same words in every channel: both elements the labelling rules ask for, and what weighs more than the answer (L-08).</summary>
    public const string Label = "AI辅助生成，以主管部门公布为准";

    public static string Of(TurnReply reply)
    {
        var text = new StringBuilder();
        foreach (var part in reply.Parts)
        {
            if (text.Length > 0) text.AppendLine();
            if (Heading(part.Kind) is { Length: > 0 } heading) text.Append(heading).Append('：');
            text.Append(part.Text);
            foreach (var item in part.Items) text.AppendLine().Append("· ").Append(item);
        }

        if (reply.Citations.Count > 0) text.AppendLine().Append("依据：");
        foreach (var citation in reply.Citations)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"[{citation.Number}] {citation.Basis}　{StandingOf(citation)}");
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"截至{reply.AsOf.Year}年{reply.AsOf.Month}月{reply.AsOf.Day}日 · {Label}");
        if (!reply.Handover) text.Append(" · 可随时转人工");
        return text.ToString();
    }

    public static string Heading(AnswerPartKind kind) => kind switch
    {
        AnswerPartKind.Conclusion or AnswerPartKind.Ask => "",
        AnswerPartKind.Situation => "对您的情况",
        AnswerPartKind.Details => "具体规定",
        AnswerPartKind.Second => "您问的另一件事",
        AnswerPartKind.Change => "什么情况会不一样",
        AnswerPartKind.ToConfirm => "还要确认",
        AnswerPartKind.Person => "转人工",
    };

    /// <summary>How far a citation may be relied on, in the words a citizen reads.</summary>
    public static string StandingOf(Citation citation) => citation.Standing switch
    {
        CitationStanding.InForce => "现行",
        CitationStanding.Provisional => "暂按转载口径",
        CitationStanding.Sample => "往年样例",
    };
}
