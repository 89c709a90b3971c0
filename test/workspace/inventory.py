"""Stock levels of a small shop."""

from dataclasses import dataclass, field


@dataclass
class Item:
    name: str
    quantity: int
    price: float


@dataclass
class Inventory:
    items: dict[str, Item] = field(default_factory=dict)

    def add(self, name: str, quantity: int, price: float) -> None:
        if quantity <= 0:
            raise ValueError(f"quantity must be positive, not {quantity}")
        item = self.items.get(name)
        if item is None:
            self.items[name] = Item(name, quantity, price)
        else:
            item.quantity += quantity
            item.price = price

    def total(self) -> float:
        return sum(item.quantity * item.price for item in self.items.values())

    def running_low(self, threshold: int = 5) -> list[str]:
        return sorted(
            item.name for item in self.items.values() if item.quantity < threshold
        )


if __name__ == "__main__":
    shop = Inventory()
    shop.add("apples", 12, 0.4)
    shop.add("pears", 3, 0.6)
    print(shop.total(), shop.running_low())
