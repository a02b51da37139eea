using SymbolicDiff.Calculus.Differentiation;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

public class ValidatorTests
{
    public static TheoryData<string> Names => [.. Corpus.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheCorpusIsValidAndFlattensToNormalForm(string name)
    {
        Sample sample = Corpus.All[name]();
        Assert.Empty(Validator.Validate(sample.Function, normalForm: false));
        Function normal = Flattening.ToNormalForm(sample.Function);
        Assert.Empty(Validator.Validate(normal, normalForm: true));
        Assert.Equal(normal, Flattening.ToNormalForm(normal));
        var dependents = ForwardMode.Dependents(sample.Function, sample.WithRespectTo);
        Assert.Equal(Differences.Results(sample.Function, dependents, sample.Arguments), Differences.Results(normal, dependents, sample.Arguments));
    }

    [Fact]
    public void ScopesAreChecked()
    {
        var code = new Code();
        (Variable x, Variable b) = (code.Real("x"), code.Variables.New("b", ValueType.Double, Role.Source));
        Refuses("b is not declared here", code.Returns(x + b));
        Refuses("b is not declared here", Of(x, new If(Constant.True, new Block(new Declare(b, x)), Block.Empty), new Return(b)));
        Refuses("b is declared twice", Of(x, new Declare(b, x), new Declare(b, x), new Return(b)));
        Refuses("x has another type", Of(x, new Return(x with { Type = ValueType.Single })));
    }

    [Fact]
    public void TypesAreChecked()
    {
        var code = new Code();
        (Variable x, Variable a, Variable r) = (code.Real("x"), code.Parameter("a", Code.Doubles), code.Parameter("r", Code.ReadOnly));
        EquatableArray<Parameter> parameters = code.Ends().Parameters;
        Function Of(params Statement[] statements) => new("F", parameters, EquatableArray<Result>.Empty, new Block(statements));
        Variable local = code.Variables.New("b", ValueType.Double, Role.Source);
        Refuses("do not fit the operation", Of(new Declare(local, x + Constant.Of(1))));
        Refuses("is no double", Of(new Declare(local, Constant.Of(1))));
        Refuses("number of indices", Of(new Declare(local, a.At(0, 1))));
        Refuses("An index is no integer", Of(new Declare(local, a.At(x))));
        Refuses("read-only is written", Of(new Assign(r.At(0), AssignmentKind.Set, x)));
        Refuses("no place", Of(new Assign(Constant.Of(1.0), AssignmentKind.Set, x)));
        Refuses("no truth value", Of(new If(x, Block.Empty, Block.Empty)));
        Refuses("no atom", Of(new Fill(a, x * x)));
        Refuses("no stack", Of(new Push(a, x)));
    }

    [Fact]
    public void CountersAndLimitsAreNotAssigned()
    {
        var code = new Code();
        Variable n = code.Parameter("n", ValueType.Int32);
        code.For("i", 0, n + 1, i =>
        {
            code.Set(n, Constant.Of(3));
            code.Set(i, Constant.Of(3));
        });
        Function function = code.Ends();
        Assert.Equal(2, Validator.Validate(function, normalForm: false).Count(problem => problem.StartsWith("A counter", StringComparison.Ordinal)));
    }

    [Fact]
    public void ResultsAreReturnedAtTheEnd()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Function good = code.Returns(x);
        Refuses("not exactly one Return", good with { Body = Block.Empty });
        Refuses("last statement is no Return", good with { Body = new Block(new Return(x), new Assign(x, AssignmentKind.Set, x)) });
        Refuses("number of values", good with { Body = new Block(new Return(EquatableArray.Of<Expression>(x, x))) });
        Refuses("A returned value", good with { Body = new Block(new Return(Constant.Of(1))) });
    }

    [Fact]
    public void NormalFormAndTemporariesAreChecked()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable local = code.Variables.New("b", ValueType.Double, Role.Source);
        Variable temporary = code.Variables.New("t", ValueType.Double, Role.Temporary);
        Function tree = Of(x, new Declare(local, x * x + x), new Return(local));
        Assert.Empty(Validator.Validate(tree, normalForm: false));
        Refuses("not in normal form", tree, normalForm: true);
        Refuses("A temporary is assigned", Of(x, new Declare(temporary, x), new Assign(temporary, AssignmentKind.Set, x), new Return(x)));
        Refuses("A temporary has no value", Of(x, new Declare(temporary, null), new Return(x)));
    }

    private static Function Of(Variable x, params Statement[] statements) =>
        new("F", EquatableArray.Of(new Parameter(x, Passing.Value)), EquatableArray.Of(new Result(null, ValueType.Double)), new Block(statements));

    private static void Refuses(string problem, Function function, bool normalForm = false) =>
        Assert.Contains(Validator.Validate(function, normalForm), found => found.Contains(problem, StringComparison.Ordinal));
}
