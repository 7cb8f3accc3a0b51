using Assistant.Bot.Understanding;
using Assistant.Knowledge;
using Assistant.Knowledge.Content;
using Assistant.Knowledge.Words;
using Assistant.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Bot.Tests.Understanding;

public sealed class CharacterClassifierTests
{
    static readonly (string Text, string Label)[] Examples =
    [
        ("租房提取公积金", "rent"), ("公积金付房租", "rent"), ("租房能提多少", "rent"),
        ("孩子上小学", "school"), ("小学怎么报名", "school"), ("几岁入学", "school"),
    ];

    [Theory]
    [InlineData("房租可不可以用公积金付", "rent")]
    [InlineData("娃娃读小学报名", "school")]
    public void A_text_belongs_to_the_label_whose_examples_it_resembles(string text, string label) =>
        CharacterClassifier.Train(Examples).Judge(QuestionText.Normalise(text)).MaxBy(entry => entry.Value).Key.ShouldBe(label);

    [Fact]
    public void The_same_examples_in_any_order_give_the_same_classifier() =>
        CharacterClassifier.Train(Examples.Reverse()).Judge("租房报名").ShouldBe(CharacterClassifier.Train(Examples).Judge("租房报名"));

    [Fact]
    public void Probabilities_of_any_text_are_finite_and_sum_to_one()
    {
        var classifier = CharacterClassifier.Train(Examples);

        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var judged = classifier.Judge(QuestionText.Normalise(text ?? ""));
            return judged.Count == 2 && judged.Values.All(double.IsFinite) && Math.Abs(judged.Values.Sum() - 1) < 1e-3;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void One_label_alone_is_certain() => CharacterClassifier.Train(Examples[..3]).Judge("天气")["rent"].ShouldBe(1, 1e-6);

    [Fact]
    public void A_new_publication_is_learned_anew_and_only_then()
    {
        using var folder = new ContentFolder();
        var content = ContentReader.Read(folder.Path).Content!;
        using var data = new TemporaryFolder();
        var classifiers = New(data);
        var first = classifiers.For(content);
        folder.Append(ContentFolder.HousingFund, "# edited\n");

        classifiers.For(content).ShouldBeSameAs(first);
        classifiers.For(ContentReader.Read(folder.Path).Content!).ShouldNotBeSameAs(first);
    }

    [Fact]
    public void What_was_learned_is_read_again_after_a_restart()
    {
        using var folder = new ContentFolder();
        using var data = new TemporaryFolder();
        var content = ContentReader.Read(folder.Path).Content!;
        var trained = New(data).For(content).Guides.Judge("租房能取多少公积金");

        var read = New(data).For(content).Guides.Judge("租房能取多少公积金");

        Directory.GetFiles(data.Path, "classifiers-*.bin").ShouldHaveSingleItem();
        read.ShouldBe(trained, ignoreOrder: true);
    }

    [Fact]
    public void A_damaged_file_only_costs_the_time_of_training()
    {
        using var folder = new ContentFolder();
        using var data = new TemporaryFolder();
        var content = ContentReader.Read(folder.Path).Content!;
        var trained = New(data).For(content).Guides.Judge("租房能取多少公积金");
        var file = Directory.GetFiles(data.Path, "classifiers-*.bin").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);

        New(data).For(content).Guides.Judge("租房能取多少公积金").ShouldBe(trained, ignoreOrder: true);
    }

    static QuestionClassifiers New(TemporaryFolder data) =>
        new(Options.Create(new KnowledgeOptions { DataFolder = data.Path }), NullLogger<QuestionClassifiers>.Instance);

    sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("assistant-classifiers-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
