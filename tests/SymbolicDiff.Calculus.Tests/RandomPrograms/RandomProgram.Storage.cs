namespace SymbolicDiff.Calculus.Tests;

/// <content>Arrays, spans, rows.</content>
internal sealed partial class RandomProgram
{
    private void DeclareStorage()
    {
        KnownStorage? like = expressions.PickOrNull(scope.Storages);
        int length = 2 + random.Next(3);
        switch (random.Next(like is null ? 2 : 4))
        {
            case 0:
                scope.Storages.Add(new KnownStorage(code.New("s", Code.Doubles, Constant.Of(length)), length));
                break;
            case 1:
                Expression memory = new Allocate(Code.Span, EquatableArray.Of<Expression>(Constant.Of(length)), Lifetime.Stack);
                scope.Storages.Add(new KnownStorage(code.Local("s", memory), length));
                break;
            case 2:
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

    private void DeclareMatrix()
    {
        KnownStorage? like = expressions.PickOrNull(scope.Matrices);
        int columns = like?.RowLength ?? 2 + random.Next(2);
        Expression? value = random.Next(3) switch
        {
            0 => like is null ? null : new CopyOf(like.Variable, Code.Matrix),
            1 when Has(Features.Aliases) => like?.Variable,
            _ => null,
        };
        value ??= new Allocate(Code.Matrix, EquatableArray.Of<Expression>(Constant.Of(2), Constant.Of(columns)));
        KnownStorage? target = expressions.PickOrNull(scope.Matrices.Where(matrix =>
            matrix.RowLength == columns && !scope.Locked.Contains(matrix.Variable)));
        if (target is not null && Has(Features.Aliases) && random.Next(3) == 0) code.Set(target.Variable, value);
        else scope.Matrices.Add(new KnownStorage(code.Local("m", value), 2, columns));
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
        else if (random.Next(3) == 0) code.Add(new Copy(source.Variable, target.Variable));
        else if (random.Next(3) == 0) Shift(target, real);
        else code.Add(new Copy(source.Variable.View(Constant.Of(0), Constant.Of(1)), target.Variable.View(Constant.Of(target.Length - 1))));
    }

    /// <summary>Copies part of a storage over another part, or fills a part.</summary>
    private void Shift(KnownStorage storage, Expression? real)
    {
        int length = 1 + random.Next(storage.Length);
        Expression Part() => storage.Variable.View(Constant.Of(random.Next(storage.Length - length + 1)), Constant.Of(length));
        if (real is not null) code.Add(new Fill(Part(), real));
        else code.Add(new Copy(Part(), Part()));
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
        bool anyParameter = random.Next(4) == 0;
        if (random.Next(8) == 0)
        {
            AssignSpan();
            return;
        }

        KnownStorage? target = expressions.PickOrNull(scope.Storages.Where(storage =>
            storage.Variable.Type == Code.Doubles && !scope.Locked.Contains(storage.Variable)
            && (anyParameter || !parameters.Any(parameter => parameter.Variable == storage.Variable))));
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

    private void AssignSpan()
    {
        KnownStorage? target = expressions.PickOrNull(scope.Storages.Where(storage =>
            storage.Variable.Type == Code.Span && !scope.Locked.Contains(storage.Variable)
            && !parameters.Any(parameter => parameter.Variable == storage.Variable)));
        if (target is null) return;
        KnownStorage? source = expressions.PickOrNull(scope.Storages.Where(storage => storage.Length >= target.Length && storage.IsWritable));
        int start = random.Next(source!.Length - target.Length + 1);
        code.Set(target.Variable, source.Variable.View(Constant.Of(start), Constant.Of(target.Length)));
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
        switch (random.Next(4))
        {
            case 0:
                scope.Storages.Add(new KnownStorage(code.Local("row", row), rows.RowLength));
                break;
            case 1 when !rows.IsParameter && Has(Features.Aliases) && source is not null:
                code.Set(row, random.Next(2) == 0 ? source.Variable : new CopyOf(source.Variable, Code.Doubles));
                break;
            case 2 when Has(Features.Aliases):
                ShareRows(rows, row);
                break;
            default:
                StoreAt(row.At(expressions.Index(rows.RowLength)));
                break;
        }
    }

    private void ShareRows(KnownStorage rows, Element row)
    {
        KnownStorage? other = expressions.PickOrNull(scope.Rows.Where(candidate =>
            candidate.Length == rows.Length && candidate.RowLength == rows.RowLength && !candidate.IsParameter));
        if (other is null || random.Next(3) == 0)
        {
            scope.Rows.Add(new KnownStorage(code.Local("r", new CopyOf(rows.Variable, Code.Jagged)), rows.Length, rows.RowLength));
        }
        else if (rows.IsParameter || random.Next(3) == 0)
        {
            code.Add(new Copy(rows.Variable, other.Variable));
        }
        else
        {
            Variable kept = code.Local("row", row);
            Element second = other.Variable.At(expressions.Index(other.Length));
            code.Set(row, second);
            code.Set(second, kept);
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
}
