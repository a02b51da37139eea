namespace SymbolicDiff.Calculus.Ir;

/// <summary>The types that operands have; one expression at a time, its operands not included.</summary>
internal sealed class TypeChecker(Action<string> report)
{
    public static bool IsNumber(ValueType type) => type is ScalarType { Kind: not ScalarKind.Boolean };

    public void Require(bool holds, string problem)
    {
        if (!holds) report(problem);
    }

    public void RequireAssignable(ValueType target, ValueType value, string what) =>
        Require(IsAssignable(target, value), $"{what} of type {Printer.Print(value)} is no {Printer.Print(target)}");

    public void RequireWritable(Expression storage)
    {
        RequirePath(storage);
        Require(storage.Type is not StorageType { Kind: StorageKind.ReadOnlySpan }, "Something read-only is written");
    }

    public void RequireElement(Expression storage, Expression value) =>
        Require(storage.Type is StorageType memory && IsAssignable(memory.Element, value.Type), "The value is not of the storage's element type");

    public void RequireSameElement(Expression source, Expression target)
    {
        RequirePath(source);
        Require(
            source.Type is StorageType { Rank: 1 } from && target.Type is StorageType { Rank: 1 } to && from.Element.Equals(to.Element),
            "The storages are not of rank one and of the same element type");
    }

    public void RequireStack(Variable stack) => Require(stack.Type is StorageType { Kind: StorageKind.Stack }, $"{stack} is no stack");

    public void Check(Expression expression)
    {
        switch (expression)
        {
            case Apply apply:
                Check(apply);
                break;
            case Conditional conditional:
                Require(conditional.Condition.Type.Equals(ValueType.Boolean), "A condition is no truth value");
                Require(conditional.WhenTrue.Type.Equals(conditional.WhenFalse.Type), "The sides of a conditional differ in type");
                break;
            case Element element:
                RequirePath(element.Storage.Whole());
                Require(element.Indices.Count == ((StorageType)element.Storage.Type).Rank, "The number of indices is not the rank");
                Require(element.Indices.All(IsInteger), "An index is no integer");
                break;
            case Column column:
                Require(
                    column.Storage.Type is StorageType { Element: CompositeType composite } && composite.Members.Any(member => member.Name == column.Name && member.Type.Equals(column.Member)),
                    "There is no such column");
                break;
            case View view:
                Check(view);
                break;
            case Allocate allocate:
                Check(allocate);
                break;
            case ZerosLike zeros:
                RequirePath(zeros.Storage);
                Require(
                    (zeros.Memory.CarriesReals || zeros.Memory.Element is LanesType) && zeros.Memory.Kind is StorageKind.Array or StorageKind.Tape, "Zeros are no array or tape of reals");
                break;
            case CopyOf copy:
                RequirePath(copy.Storage);
                Require(copy.Memory.Kind is StorageKind.Array or StorageKind.Tape, "A copy is no array");
                Require(copy.Storage.Type is StorageType source && source.Element.Equals(copy.Memory.Element), "A copy has another element type");
                break;
            case Member member:
                Require(
                    member.Composite.Type is CompositeType whole && whole.Members.Any(part => part.Name == member.Name && part.Type.Equals(member.Type)), "There is no such member");
                break;
            case Compose compose:
                Require(compose.Composite.Construction?.Members.Count == compose.Operands.Count, "A composite has not one operand for each gap");
                break;
            case External external:
                Require(external.Text.Count == external.Operands.Count + 1, "An external has not one piece of text more than operands");
                break;
        }
    }

    private static bool IsAssignable(ValueType target, ValueType value) => target.Equals(value) || target.Equals(ValueType.Lanes) && value.Equals(ValueType.Double)
        || target is StorageType { Kind: StorageKind.Span or StorageKind.ReadOnlySpan, Rank: 1 } to && value is StorageType { Rank: 1 } from
            && to.Element.Equals(from.Element)
            && (from.Kind is StorageKind.Array or StorageKind.Tape || from.Kind == StorageKind.Span && to.Kind == StorageKind.ReadOnlySpan);

    private static bool IsInteger(Expression expression) =>
        expression.Type is ScalarType { IsReal: false, Kind: not ScalarKind.Boolean };

    private void RequirePath(Expression storage) =>
        Require(storage is Variable or Element or View && storage.Type is StorageType, "What has elements is no path: " + Printer.Print(storage));

    private void Check(View view)
    {
        RequirePath(view.Storage);
        Require(view.Memory is { Kind: StorageKind.Span or StorageKind.ReadOnlySpan, Rank: 1 }, "A view is no span");
        RequireAssignable(view.Memory, view.Storage.Type, "A viewed storage");
        Require(view.Start.Type.Equals(ValueType.Int32), "The start of a view is no int");
        Require(view.Length is null || view.Length.Type.Equals(ValueType.Int32), "The length of a view is no int");
    }

    private void Check(Allocate allocate)
    {
        StorageKind kind = allocate.Memory.Kind;
        Require(allocate.Lengths.All(IsInteger), "A length is no integer");
        Require(kind == StorageKind.Stack || allocate.Lengths.Count == allocate.Memory.Rank, "The number of lengths is not the rank");
        Require(
            allocate.Lifetime switch
            {
                Lifetime.Managed => kind == StorageKind.Array,
                Lifetime.Stack => kind is StorageKind.Span or StorageKind.ReadOnlySpan,
                _ => kind is StorageKind.Tape or StorageKind.Stack,
            },
            "The lifetime does not fit the memory");
        Require(allocate.Initialised || allocate.Lifetime == Lifetime.Rented, "Only rented memory is not initialised");
    }

    private void Check(Apply apply)
    {
        if (apply.Operands.Count != apply.Primitive.Arity)
        {
            report($"{apply.Primitive} has {apply.Operands.Count} operands");
            return;
        }

        ValueType first = apply.Operands.Count > 0 ? apply.Operands[0].Type : apply.Type;
        bool isRight = apply.Primitive.Form switch
        {
            PrimitiveForm.Length => apply.Type.Equals(ValueType.Int32) && first is StorageType && apply.Operands.Skip(1).All(IsInteger),
            PrimitiveForm.Conversion => IsNumber(apply.Type) && IsNumber(first) || apply.Type.Equals(ValueType.Lanes) && first.Equals(ValueType.Double),
            PrimitiveForm.Prefix or PrimitiveForm.Infix when apply.Operands.Any(operand => operand.Type is LanesType) => IsOfLanes(apply),
            PrimitiveForm.Prefix => first.Equals(apply.Type) && IsNumber(first) != apply.Primitive.Equals(Primitive.Not),
            PrimitiveForm.Infix => IsRightInfix(apply, first, apply.Operands[1].Type),
            PrimitiveForm.Method => apply.Type.Equals(apply.Primitive.Ruled!.Result)
                && apply.Operands.Zip(apply.Primitive.Ruled.Parameters, (operand, type) => type is OpaqueType || IsAssignable(type, operand.Type)).All(fits => fits),
            _ => IsNumber(apply.Type) && IsNumber(first)
                && apply.Operands.Append(apply).All(operand => !operand.Type.IsReal || operand.Type.Equals(first)),
        };
        Require(isRight, "The types do not fit the operation " + Printer.Print(apply));
    }

    private static bool IsOfLanes(Apply apply)
    {
        bool isLogic = apply.Primitive.Name is "&" or "|" or "!";
        bool isComparison = apply.Primitive.Name is "<" or "<=" or ">" or ">=";
        return apply.Type.Equals(isLogic || isComparison ? ValueType.LaneMask : ValueType.Lanes)
            && apply.Operands.All(operand => isLogic ? operand.Type.Equals(ValueType.LaneMask) : IsAssignable(ValueType.Lanes, operand.Type))
            && (isLogic || isComparison || apply.Primitive.Name is "+" or "-" or "*" or "/" or "neg");
    }

    private static bool IsRightInfix(Apply apply, ValueType left, ValueType right) => apply.Primitive.Name switch
    {
        "&&" or "||" => apply.Type.Equals(ValueType.Boolean) && left.Equals(ValueType.Boolean) && right.Equals(ValueType.Boolean),
        "==" or "!=" => apply.Type.Equals(ValueType.Boolean) && (left.Equals(right) || left is not ScalarType && right is not ScalarType),
        "<" or "<=" or ">" or ">=" => apply.Type.Equals(ValueType.Boolean) && left.Equals(right) && IsNumber(left),
        "<<" or ">>" or ">>>" => apply.Type.Equals(left) && IsNumber(left) && !left.IsReal && right.Equals(ValueType.Int32),
        "&" or "|" or "^" => apply.Type.Equals(left) && left.Equals(right) && left is ScalarType { IsReal: false },
        _ => apply.Type.Equals(left) && left.Equals(right) && IsNumber(left),
    };
}
