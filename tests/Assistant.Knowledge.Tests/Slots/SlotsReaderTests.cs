using Assistant.Knowledge.Content;
using Assistant.Knowledge.Slots;

namespace Assistant.Knowledge.Tests.Slots;

public sealed class SlotsReaderTests : IDisposable
{
    const string Good =
        """
        slots:
          - id: contribution_months
            name: 公积金连续缴存月数
            kind: months
            ask: 请问您的公积金连续交了多少个月？
            choices: [不满6个月, 6至12个月, 12个月以上, 没有交过]
            least: 0
            most: 600
            near: [公积金]
            not_near: [失业]
            says:
              - {value: 0, cues: [没交过|没有交过]}
            cues: [公积金 + 交]
          - id: loan_status
            name: 未结清贷款
            kind: choice
            ask: 请问有没有贷款？
            values:
              - {value: 没有贷款, cues: [没得贷款], bare: [没有]}
              - {value: 已经还清, cues: [还清了]}
        """;

    readonly string folder = Directory.CreateTempSubdirectory("slots").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_good_file_is_read_without_problems()
    {
        var (slots, problems) = Read(Good);

        problems.ShouldBeEmpty();
        slots["contribution_months"].ShouldSatisfyAllConditions(
            slot => slot.Kind.ShouldBe(SlotKind.Months),
            slot => slot.Most.ShouldBe(600),
            slot => slot.Near.ShouldBe(["公积金"]),
            slot => slot.NotNear.ShouldBe(["失业"]),
            slot => slot.Says.Single().Value.ShouldBe("0"),
            slot => slot.IsStatedIn("公积金交了").ShouldBeTrue());
        slots["loan_status"].Values.Select(value => value.Value).ShouldBe(["没有贷款", "已经还清"]);
        slots["loan_status"].Values[0].Bare.ShouldBe(["没有"]);
    }

    [Theory]
    [InlineData("least: 0", "leest: 0", "least: 0", "unknown field 'leest'")]
    [InlineData("kind: months", "kind: month", "kind: month", "'kind' is 'month'")]
    [InlineData("id: loan_status", "id: contribution_months", "id: loan_status", "slot 'contribution_months' exists twice")]
    [InlineData("name: 未结清贷款", "name: 公积金连续缴存月数", "name: 未结清贷款", "the name '公积金连续缴存月数' exists twice")]
    [InlineData("name: 未结清贷款", "name: 未结清贷款2", "name: 未结清贷款", "letters only")]
    [InlineData("12个月以上", "很久很久", "choices: [不满", "the quick reply '很久很久' cannot be read")]
    [InlineData("least: 0", "least: 700", "least: 0", "'least' 700 is more than 'most' 600")]
    [InlineData("least: 0", "least: 一", "least: 0", "'least' is '一', not a number")]
    [InlineData("value: 0", "value: 许久", "value: 0", "'许久' cannot be read")]
    [InlineData("cues: [没交过|没有交过]", "cues: []", "value: 0", "a saying without cues")]
    [InlineData("请问有没有贷款？", "请问您和您的配偶在重庆市或者其他任何地方的任何一家银行或者公积金中心有没有还没有结清的住房贷款呢？", "请问有没有贷款", "at most 40")]
    [InlineData("kind: choice", "kind: money", "value: 没有贷款", "'values' belong to a choice, not to kind money")]
    [InlineData("value: 已经还清", "value: 没有贷款", "value: 没有贷款", "the value '没有贷款' exists twice")]
    [InlineData("不满6个月, 6至12个月", "1个月, 2个月, 3个月, 4个月, 5个月", "choices: [不满", "7 quick replies; at most 6")]
    [InlineData("[没得贷款]", "[\"!没得贷款\"]", "没得贷款", "not a pattern")]
    public void A_mistake_is_told_with_its_line(string right, string wrong, string line, string reason)
    {
        var (_, problems) = Read(Good.Replace(right, wrong, StringComparison.Ordinal));

        var number = Good.Split('\n').Index().First(entry => entry.Item.Contains(line, StringComparison.Ordinal)).Index + 1;
        problems.ShouldContain(problem => problem.Reason.Contains(reason, StringComparison.Ordinal) && problem.File == "slots/common.yaml" && problem.Line == number, string.Join("\n", problems));
    }

    [Fact]
    public void A_choice_without_values_is_a_mistake() =>
        Read("slots:\n  - {id: a, name: 甲, kind: choice, ask: 请问？}").Problems.ShouldHaveSingleItem().Reason.ShouldBe("a choice without 'values'");

    [Fact]
    public void Names_are_unique_across_files()
    {
        Write("slots/common.yaml", "slots:\n  - {id: a, name: 甲, kind: text, ask: 请问？}");
        Write("slots/other.yaml", "slots:\n  - {id: b, name: 甲, kind: text, ask: 请问？}\n  - {id: a, name: 乙, kind: text, ask: 请问？}");
        var problems = new List<ContentProblem>();

        SlotsReader.Read(folder, ["slots/common.yaml", "slots/other.yaml", "slots.yaml"], problems);

        problems.Select(problem => (problem.File, problem.Line)).ShouldBe([("slots/other.yaml", 2), ("slots/other.yaml", 3)]);
    }

    (Dictionary<string, Slot> Slots, List<ContentProblem> Problems) Read(string text)
    {
        Write("slots/common.yaml", text);
        var problems = new List<ContentProblem>();
        return (SlotsReader.Read(folder, ["slots/common.yaml"], problems), problems);
    }

    void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "slots"));
        File.WriteAllText(Path.Combine(folder, file), text);
    }
}
