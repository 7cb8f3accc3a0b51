using System.Collections.Concurrent;

namespace Assistant.Retrieval.Sqlite;

/// <summary>The open readers of one index file. Once retired, each is closed as soon as its question is answered.</summary>
sealed class IndexReaders(string file, string path)
{
    // Open and prepared costs about a millisecond and some memory each; more than the cores can use need not wait.
    static readonly int MostIdle = Math.Max(4, 2 * Environment.ProcessorCount);

    readonly ConcurrentBag<IndexReader> idle = [];
    volatile bool retired;

    public string File => file;

    public IndexReader Rent() => idle.TryTake(out var reader) ? reader : new IndexReader(path);

    public void Return(IndexReader reader)
    {
        if (retired || idle.Count >= MostIdle)
        {
            reader.Dispose();
            return;
        }

        idle.Add(reader);
        if (retired) CloseIdle();
    }

    public void Retire()
    {
        retired = true;
        CloseIdle();
    }

    void CloseIdle()
    {
        while (idle.TryTake(out var reader)) reader.Dispose();
    }
}
