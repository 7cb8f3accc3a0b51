using Assistant.Bot.Answers;
using Assistant.Bot.Turns;

namespace Assistant.Channels.DirectLine.Activities;

/// <summary>What the channel itself has to say, where no turn is run.</summary>
internal static class NoticeWording
{
    /// <summary>A document came. Said for every one: silence would let the citizen believe that it was read.</summary>
    public static TurnReply DocumentNotRead { get; } = new()
    {
        Outcome = TurnOutcome.Refused,
        Reason = "document-not-read",
        Parts =
        [
            new(AnswerPartKind.Conclusion, "文件收到了，但我目前还不能读图片和文件里的内容。"),
            new(AnswerPartKind.Details, "", ["请用文字说一说您的情况或问题，我马上为您查", "需要工作人员看材料，请点“转人工”"]),
        ],
    };
}
