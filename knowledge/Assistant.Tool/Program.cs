using Assistant.Tool;

// The command line behind ./assistant. Exit codes: 0 done, 1 found something wrong, 2 called wrongly or an input cannot be read.
using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    interrupted.Cancel();
};

try
{
    var arguments = new Arguments(args);
    return arguments.Command switch
    {
        "ask" => await AskCommand.RunAsync(arguments, Console.Out, interrupted.Token),
        "check" => CheckCommand.Run(arguments, Console.Out),
        "eval" => await EvalCommand.RunAsync(arguments, Console.Out, interrupted.Token),
        "complaints" => await ComplaintsCommand.RunAsync(arguments, Console.Out, interrupted.Token),
        "bench" => arguments.Word(1) switch
        {
            "retrieval" => await BenchRetrieval.RunAsync(arguments.Required("corpus"), arguments.Required("queries"), Console.Out, interrupted.Token),
            "rules" => BenchRules.Run(arguments, Console.Out),
            "turns" => await BenchTurns.RunAsync(arguments, Console.Out, interrupted.Token),
            _ => throw new UsageException("bench what? bench retrieval --corpus FILE --queries FILE, bench rules, or bench turns"),
        },
        _ => throw new UsageException("known here: ask, check, eval, bench, complaints"),
    };
}
catch (UsageException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("interrupted");
    return 130;
}
