namespace SymbolicDiff.Calculus.Tests;

/// <summary>What random programs may contain, and what they give.</summary>
[Flags]
public enum Features
{
    Scalars = 0,
    Loops = 1,
    Storage = 2,
    Aliases = 4,
    Rows = 8,
    Singles = 16,

    /// <summary>The program may return nothing, several values or an array, instead of one real.</summary>
    AnyResult = 32,
    All = Loops | Storage | Aliases | Rows,
}

/// <summary>
/// Writes a program from a seed: always valid, it ends, its indices are in range, its values stay moderate. The same seed gives the same program.
/// </summary>
internal sealed partial class RandomProgram
{
    private const int MostDepth = 3;

    private readonly Random random;
    private readonly Features features;
    private readonly Code code = new();
    private readonly RandomScope scope = new();
    private readonly RandomExpressions expressions;
    private readonly List<(Variable Variable, object Argument)> parameters = [];
    private readonly List<Expression> sums = [];
    private int budget;

    private RandomProgram(int seed, Features features)
    {
        random = new Random(seed);
        this.features = features;
        expressions = new RandomExpressions(random, scope);
        budget = 4 + random.Next(20);
    }

    public static Sample Generate(int seed, Features features) => new RandomProgram(seed, features).Generate();

    private Sample Generate()
    {
        AddParameters();
        Statements(0);
        Function function = Result();
        List<Variable> real = [.. parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.CarriesReals)];
        List<Variable> chosen = [.. real.Where(_ => random.Next(3) > 0)];
        return new Sample(
            function,
            (chosen.Count == 0 ? real.Take(1) : chosen).ToEquatableArray(),
            [.. parameters.Select(parameter => parameter.Argument)]);
    }

    private bool Has(Features feature) => (features & feature) != 0;

    private void AddParameters()
    {
        int reals = 1 + random.Next(2);
        for (int i = 0; i < reals; i++) AddReal("x" + i, Has(Features.Singles) && random.Next(3) == 0 ? ValueType.Single : ValueType.Double);
        AddInteger();
        if (!Has(Features.Storage)) return;
        int storages = 1 + random.Next(3);
        for (int i = 0; i < storages; i++) AddStorage("p" + i);
        if (Has(Features.Rows) && random.Next(2) == 0) AddRows();
        if (Has(Features.Rows) && random.Next(2) == 0) AddMatrix();
    }

    private double Number() => Math.Round(random.NextDouble() * 3 - 1.5, 3) + 0.0001 * parameters.Count;

    private void AddReal(string name, ValueType type)
    {
        Variable variable = code.Parameter(name, type);
        scope.Reals.Add(variable);
        parameters.Add((variable, type == ValueType.Single ? (object)(float)Number() : Number()));
    }

    private void AddInteger()
    {
        int value = random.Next(4);
        Variable variable = code.Parameter("n", ValueType.Int32);
        scope.Integers.Add(new IntegerRange(variable, value, value, IsFixed: true));
        parameters.Add((variable, value));
    }

    private void AddStorage(string name)
    {
        int length = 2 + random.Next(3);
        StorageType type = random.Next(4) switch { 0 => Code.Span, 1 => Code.ReadOnly, _ => Code.Doubles };
        Variable variable = code.Parameter(name, type);
        scope.Storages.Add(new KnownStorage(variable, length));
        parameters.Add((variable, Enumerable.Range(0, length).Select(_ => Number()).ToArray()));
    }

    private void AddRows()
    {
        int length = 2 + random.Next(2);
        Variable variable = code.Parameter("rows", Code.Jagged);
        scope.Rows.Add(new KnownStorage(variable, 2, length, IsParameter: true));
        parameters.Add((variable, Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, length).Select(_ => Number()).ToArray()).ToArray()));
    }

    private void AddMatrix()
    {
        int columns = 2 + random.Next(2);
        Variable variable = code.Parameter("m", Code.Matrix);
        scope.Matrices.Add(new KnownStorage(variable, 2, columns));
        var matrix = new double[2, columns];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < columns; j++) matrix[i, j] = Number();
        parameters.Add((variable, matrix));
    }

    private void Statements(int depth)
    {
        int count = 1 + random.Next(depth == 0 ? 8 : 3);
        for (int i = 0; i < count && budget > 0; i++)
        {
            budget--;
            Statement(depth);
        }
    }

    private void Statement(int depth)
    {
        List<Action> choices = [DeclareReal, AssignReal, AssignReal, DeclareTruth, AssignTruth, DeclareComposite, Guarded];
        if (Has(Features.Singles)) choices.AddRange([DeclareSingle, AssignReal]);
        if (depth < MostDepth) choices.AddRange([() => Branch(depth), () => AssignedInBranches(depth), () => EarlyExit(depth), () => Hazard(depth)]);
        if (depth < MostDepth && Has(Features.Loops)) choices.AddRange([
                () => Loop(depth), () => Loop(depth), () => WhileLoop(depth), () => SteppedWhile(depth), () => FlaggedLoop(depth), AssignInteger,
            ]);
        if (depth == 0 && Has(Features.Loops)) choices.AddRange([Reduction, Reduction]);
        if (Has(Features.Storage)) choices.AddRange([DeclareStorage, Store, Store, Store, FillOrCopy, FillOrCopy]);
        if (Has(Features.Aliases)) choices.AddRange([Alias, AssignStorage]);
        if (Has(Features.Rows)) choices.AddRange([UseRows, UseRows, DeclareMatrix, StoreInMatrix]);
        choices[random.Next(choices.Count)]();
    }

    private void DeclareReal()
    {
        Expression value = expressions.Real(3);
        scope.Reals.Add(code.Local("a", value));
    }

    private void DeclareSingle()
    {
        Expression value = expressions.Real(2).To(ValueType.Single);
        scope.Reals.Add(code.Local("f", random.Next(2) == 0 ? value : value * value));
    }

    private void DeclareTruth() => scope.Truths.Add(code.Local("c", expressions.Condition()));

    private void AssignTruth()
    {
        if (expressions.PickOrNull(scope.Truths.Where(truth => !scope.Locked.Contains(truth))) is { } truth) code.Set(truth, expressions.Condition());
    }

    /// <summary>A value with a rule of its own, in one expression or in several steps.</summary>
    private void DeclareComposite()
    {
        Variable x = code.Local("x", expressions.Real(1));
        Variable y = code.Local("y", expressions.Real(1));
        Expression square = random.Next(2) == 0 ? x * x : code.Local("q", x * x);
        scope.Reals.Add(random.Next(5) switch
        {
            0 => code.Local("p", 1.0 / (1.0 + Operators.Exp(-x))),
            1 => code.Local("p", 1.0 / (1.0 + code.Local("e", Operators.Exp(x)))),
            2 => code.Local("h", Operators.Call("sqrt", square)),
            3 => code.Local("h", Operators.Call("sqrt", square + y * y)),
            _ => code.Local("h", Operators.Call("atan2", x, 1.5 + y * y)),
        });
    }

    /// <summary>A guard that never throws, which no pass knows.</summary>
    private void Guarded()
    {
        IntegerRange integer = expressions.Pick(scope.Integers);
        code.If(
            integer.Variable.IsGreater(integer.High),
            () => code.Add(new Throw(new External("new global::System.ArgumentException()", new OpaqueType("global::System.Exception")))));
    }

    private void AssignReal()
    {
        Variable target = expressions.Pick(scope.Reals);
        switch (random.Next(4))
        {
            case 0:
                code.Increase(target, expressions.Real(2, target.Type));
                break;
            case 1:
                code.Decrease(target, expressions.Real(2, target.Type));
                break;
            default:
                code.Set(target, expressions.Moderate(expressions.Real(3, target.Type)));
                break;
        }
    }

    private void Nested(Action body)
    {
        scope.Enter();
        body();
        scope.Leave();
    }

    private void AssignInteger()
    {
        IntegerRange? target = expressions.PickOrNull(scope.Integers.Where(integer => !integer.IsFixed && !scope.Locked.Contains(integer.Variable)));
        Expression value = random.Next(3) == 0
            ? ((Operators.Tanh(expressions.Real(1)) + 1.0) * 1.5).To(ValueType.Int32)
            : random.Next(3) == 0 && target is not null ? (target.Variable * 2 + 1) % 4
            : expressions.Index(4);
        if (target is not null && random.Next(2) == 0) code.Set(target.Variable, value);
        else scope.Integers.Add(new IntegerRange(code.Local("j", value), 0, 3, IsFixed: false));
    }

    private Function Result()
    {
        if (Has(Features.AnyResult))
        {
            KnownStorage? array = expressions.PickOrNull(scope.Storages.Where(storage => storage.Variable.Type == Code.Doubles));
            if (random.Next(3) == 0) return code.Ends();
            if (random.Next(2) == 0) return code.Returns(Total(), expressions.Index(3), expressions.Real(2));
            if (array is not null) return code.Returns(array.Variable);
        }

        return code.Returns(Total());
    }

    // Everything that is alive influences the result.
    private Expression Total()
    {
        IEnumerable<Expression> parts =
        [
            .. scope.Reals.TakeLast(4).Select(real => real.To(ValueType.Double)),
            .. scope.Storages.TakeLast(3).Select(storage => storage.Variable.At(expressions.Index(storage.Length))),
            .. scope.Rows.Select(rows => rows.Variable.At(expressions.Index(rows.Length)).At(expressions.Index(rows.RowLength))),
            .. scope.Matrices.Select(matrix => matrix.Variable.At(expressions.Index(matrix.Length), expressions.Index(matrix.RowLength))),
        ];
        return parts.Select((part, i) => i % 2 == 0 ? Operators.Sin(part) : part * (0.5 + i)).Concat(sums).Aggregate((sum, part) => sum + part);
    }
}
