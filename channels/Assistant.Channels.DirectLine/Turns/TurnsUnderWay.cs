namespace Assistant.Channels.DirectLine.Turns;

/// <summary>
/// The turns this process has begun and not ended: a repeated message starts no second turn, and the citizen sees that one is running.
/// A turn that broke without a word is forgotten after a while, so that sending again helps.
/// </summary>
internal sealed class TurnsUnderWay(TimeProvider time)
{
    // Longer than any turn's budget plus a long queue before it.
    static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(5);

    readonly Lock door = new();
    readonly Dictionary<string, Dictionary<string, DateTimeOffset>> begun = [];

    /// <summary>False: it is under way already.</summary>
    public bool TryBegin(string conversationId, string turnId)
    {
        lock (door)
        {
            Forget(conversationId);
            if (!begun.TryGetValue(conversationId, out var turns)) begun[conversationId] = turns = [];
            return turns.TryAdd(turnId, time.GetUtcNow());
        }
    }

    public void End(string conversationId, string turnId)
    {
        lock (door)
        {
            if (begun.TryGetValue(conversationId, out var turns) && turns.Remove(turnId) && turns.Count == 0) begun.Remove(conversationId);
        }
    }

    public bool IsBusy(string conversationId)
    {
        lock (door)
        {
            Forget(conversationId);
            return begun.ContainsKey(conversationId);
        }
    }

    void Forget(string conversationId)
    {
        if (!begun.TryGetValue(conversationId, out var turns)) return;
        var now = time.GetUtcNow();
        foreach (var (turnId, since) in turns)
            if (now - since >= LongestTurn) turns.Remove(turnId);
        if (turns.Count == 0) begun.Remove(conversationId);
    }
}
