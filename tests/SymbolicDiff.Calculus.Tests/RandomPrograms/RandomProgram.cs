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
internal sealed class RandomProgram
{
    private const int MostDepth = 3;

    private readonly Random random;
    private readonly Features features;
    private readonly Code code = new();
    private readonly RandomScope scope = new();
    private readonly RandomExpressions expressions;
    private readonly List<(Variable Variable, object Argument)> parameters = [];
    private int budget;

    private RandomProgram(int seed, Features features)
    {
        random = new Random(seed);
        this.features = features;
        expressions = new RandomExpressions(random, scope);
        budget = 4 + random.Next(14);
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

    private double Number() => Math.Round(random.NextDouble() * 3 - 1.5, 2) + 0.003;

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
        List<Action> choices = [DeclareReal, AssignReal, AssignReal, DeclareTruth];
        if (Has(Features.Singles)) choices.AddRange([DeclareSingle, AssignReal]);
        if (depth < MostDepth) choices.AddRange([() => Branch(depth), () => AssignedInBranches(depth)]);
        if (depth < MostDepth && Has(Features.Loops)) choices.AddRange([() => Loop(depth), () => Loop(depth), () => WhileLoop(depth), AssignInteger]);
        if (Has(Features.Storage)) choices.AddRange([DeclareStorage, Store, Store, Store, FillOrCopy]);
        if (Has(Features.Aliases)) choices.AddRange([Alias, AssignStorage]);
        if (Has(Features.Rows)) choices.AddRange([UseRows, UseRows, StoreInMatrix]);
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

    private void Branch(int depth)
    {
        Expression condition = expressions.Condition();
        code.If(condition, () => Nested(() => Statements(depth + 1)), random.Next(2) == 0 ? null : () => Nested(() => Statements(depth + 1)));
    }

    private void AssignedInBranches(int depth)
    {
        Variable target = code.Local("b", ValueType.Double);
        void Side() => Nested(() =>
        {
            if (random.Next(2) == 0) Statements(depth + 1);
            code.Set(target, expressions.Real(3));
        });
        code.If(expressions.Condition(), Side, Side);
        scope.Reals.Add(target);
    }

    private void Loop(int depth)
    {
        (Expression start, Expression limit, long step, bool inclusive, int low, int high) = expressions.Bounds();
        List<Variable> locked = [.. limit.DescendantsAndSelf().OfType<Variable>().Where(scope.Locked.Add)];
        code.For("i", start, limit, counter => Nested(() =>
        {
            scope.Integers.Add(new IntegerRange(counter, low, high, IsFixed: true));
            Statements(depth + 1);
        }), step, inclusive);
        foreach (Variable variable in locked) scope.Locked.Remove(variable);
    }

    private void WhileLoop(int depth)
    {
        int most = random.Next(4);
        Variable counter = code.Local("k", 0);
        Expression condition = counter.IsLess(most);
        if (random.Next(2) == 0) condition = condition.And(expressions.Condition());
        code.While(condition, () => Nested(() =>
        {
            scope.Integers.Add(new IntegerRange(counter, 0, Math.Max(0, most - 1), IsFixed: true));
            Statements(depth + 1);
            code.Increase(counter, Constant.Of(1));
        }));
        scope.Integers.Add(new IntegerRange(counter, 0, most, IsFixed: true));
    }

    private void AssignInteger()
    {
        IntegerRange? target = expressions.PickOrNull(scope.Integers.Where(integer => !integer.IsFixed && !scope.Locked.Contains(integer.Variable)));
        Expression value = random.Next(3) == 0
            ? ((Operators.Tanh(expressions.Real(1)) + 1.0) * 1.5).To(ValueType.Int32)
            : expressions.Index(4);
        if (target is not null && random.Next(2) == 0) code.Set(target.Variable, value);
        else scope.Integers.Add(new IntegerRange(code.Local("j", value), 0, 3, IsFixed: false));
    }

    private void DeclareStorage()
    {
        KnownStorage? like = expressions.PickOrNull(scope.Storages);
        switch (random.Next(like is null ? 1 : 3))
        {
            case 0:
                int length = 2 + random.Next(3);
                scope.Storages.Add(new KnownStorage(code.New("s", Code.Doubles, Constant.Of(length)), length));
                break;
            case 1:
                scope.Storages.Add(new KnownStorage(code.New("s", Code.Doubles, like!.Variable.Length), like.Length));
                break;
            default:
                scope.Storages.Add(new KnownStorage(code.Local("s", new CopyOf(like!.Variable, Code.Doubles)), like.Length));
                break;
        }
    }

    private void Store()
    {
        KnownStorage? target = expressions.PickOrNull(scope.Storages.Where(storage => storage.IsWritable));
        if (target is not null) StoreAt(target.Variable.At(expressions.Index(target.Length)));
    }

    private void StoreInMatrix()
    {
        if (expressions.PickOrNull(scope.Matrices) is { } matrix)
            StoreAt(matrix.Variable.At(expressions.Index(matrix.Length), expressions.Index(matrix.RowLength)));
    }

    private void StoreAt(Element place)
    {
        switch (random.Next(5))
        {
            case 0:
                code.Increase(place, expressions.Real(2));
                break;
            case 1:
                code.Decrease(place, expressions.Real(2));
                break;
            case 2:
                code.Set(place, expressions.Moderate(place * expressions.Real(2)));
                break;
            default:
                code.Set(place, expressions.Moderate(expressions.Real(3)));
                break;
        }
    }

    private void FillOrCopy()
    {
        KnownStorage? target = expressions.PickOrNull(scope.Storages.Where(storage => storage.IsWritable));
        if (target is null) return;
        KnownStorage? source = expressions.PickOrNull(scope.Storages.Where(storage => storage.Length <= target.Length));
        Expression? real = random.Next(2) == 0 ? expressions.PickOrNull(scope.Doubles) : null;
        if (random.Next(3) == 0 || source is null) code.Add(new Fill(target.Variable, real ?? Constant.Of(Number())));
        else if (random.Next(2) == 0) code.Add(new Copy(source.Variable, target.Variable));
        else code.Add(new Copy(source.Variable.View(Constant.Of(0), Constant.Of(1)), target.Variable.View(Constant.Of(target.Length - 1))));
    }

    private void Alias()
    {
        if (expressions.PickOrNull(scope.Storages) is not { } storage) return;
        KnownStorage? other = expressions.PickOrNull(scope.Storages.Where(candidate =>
            candidate.Length == storage.Length && candidate.Variable.Type == storage.Variable.Type));
        switch (random.Next(3))
        {
            case 0 when storage.Length > 2:
                int start = random.Next(storage.Length - 1);
                int length = 1 + random.Next(storage.Length - start);
                bool toTheEnd = start + length == storage.Length && random.Next(2) == 0;
                Expression view = storage.Variable.View(Constant.Of(start), toTheEnd ? null : Constant.Of(length));
                scope.Storages.Add(new KnownStorage(code.Local("v", view), length));
                break;
            case 1 when other is not null && other.Variable.Type is StorageType { Kind: StorageKind.Array }:
                Expression chosen = new Conditional(expressions.Condition(), storage.Variable, other.Variable);
                scope.Storages.Add(new KnownStorage(code.Local("t", chosen), storage.Length));
                break;
            default:
                scope.Storages.Add(new KnownStorage(code.Local("t", storage.Variable), storage.Length));
                break;
        }
    }

    private void AssignStorage()
    {
        KnownStorage? target = expressions.PickOrNull(scope.Storages.Where(storage =>
            storage.Variable.Type == Code.Doubles && !scope.Locked.Contains(storage.Variable)
            && !parameters.Any(parameter => parameter.Variable == storage.Variable)));
        if (target is null) return;
        KnownStorage? source = PickArray(target.Length);
        switch (random.Next(4))
        {
            case 0:
                code.Set(target.Variable, new Allocate(Code.Doubles, EquatableArray.Of<Expression>(Constant.Of(target.Length))));
                break;
            case 1:
                code.Set(target.Variable, new CopyOf(source!.Variable, Code.Doubles));
                break;
            default:
                code.Set(target.Variable, source!.Variable);
                break;
        }
    }

    private KnownStorage? PickArray(int length) =>
        expressions.PickOrNull(scope.Storages.Where(storage => storage.Length == length && storage.Variable.Type == Code.Doubles));

    private void UseRows()
    {
        KnownStorage? rows = expressions.PickOrNull(scope.Rows);
        if (rows is null || random.Next(4) == 0)
        {
            DeclareRows(rows);
            return;
        }

        KnownStorage? source = PickArray(rows.RowLength);
        Element row = rows.Variable.At(expressions.Index(rows.Length));
        switch (random.Next(3))
        {
            case 0:
                scope.Storages.Add(new KnownStorage(code.Local("row", row), rows.RowLength));
                break;
            case 1 when !rows.IsParameter && Has(Features.Aliases) && source is not null:
                code.Set(row, random.Next(2) == 0 ? source.Variable : new CopyOf(source.Variable, Code.Doubles));
                break;
            default:
                StoreAt(row.At(expressions.Index(rows.RowLength)));
                break;
        }
    }

    private void DeclareRows(KnownStorage? like)
    {
        if (like is not null && random.Next(2) == 0)
        {
            Variable copy = code.New("r", Code.Jagged, Constant.Of(like.Length));
            for (int i = 0; i < like.Length; i++) code.Set(copy.At(i), new CopyOf(like.Variable.At(i), Code.Doubles));
            scope.Rows.Add(new KnownStorage(copy, like.Length, like.RowLength));
            return;
        }

        Variable rows = code.New("r", Code.Jagged, Constant.Of(2));
        int length = 2 + random.Next(2);
        code.For("i", 0, rows.Length, i => code.Set(rows.At(i), new Allocate(Code.Doubles, EquatableArray.Of<Expression>(Constant.Of(length)))));
        scope.Rows.Add(new KnownStorage(rows, 2, length));
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
        return parts.Select((part, i) => i % 2 == 0 ? Operators.Sin(part) : part * (0.5 + i)).Aggregate((sum, part) => sum + part);
    }
}
