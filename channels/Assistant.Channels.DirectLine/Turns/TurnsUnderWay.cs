namespace Assistant.Channels.DirectLine.Turns;

/// <summary>
/// The turns this process has begun and not ended: a repeated message starts no second turn, and the citizen sees that one is running.
/// Nothing here grows old: the dispatcher says the end of every turn it took, also of one that broke without a word.
/// </summary>
internal sealed class TurnsUnderWay
{
    readonly Lock door = new();
    readonly Dictionary<string, HashSet<string>> begun = [];

    /// <summary>False: it is under way already.</summary>
    public bool TryBegin(string conversationId, string turnId)
    {
        lock (door)
        {
            if (!begun.TryGetValue(conversationId, out var turns)) begun[conversationId] = turns = [];
            return turns.Add(turnId);
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
        lock (door) return begun.ContainsKey(conversationId);
    }

    public bool Has(string conversationId, string turnId)
    {
        lock (door) return begun.TryGetValue(conversationId, out var turns) && turns.Contains(turnId);
    }
}
