namespace Assistant.Retrieval.Tests;

public sealed class EveryIndexHasAContract
{
    [Fact]
    public void Every_passage_index_has_tests_that_inherit_the_contract()
    {
        var indexes = typeof(IPassageIndex).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IPassageIndex)));

        var contracts = typeof(PassageIndexContract).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(PassageIndexContract)))
            .Select(type => type.Name);

        indexes.Select(index => $"{index.Name}Tests").ShouldBeSubsetOf(contracts);
    }
}
